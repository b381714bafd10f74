// Loaded before a command (node --import): says at its end what the process took, on the file that KISO_USAGE names.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  const usage = { cpu: (user + system) / 1e6, peak: process.resourceUsage().maxRSS / 1024 };
  writeFileSync(process.env.KISO_USAGE, JSON.stringify(usage));
});
