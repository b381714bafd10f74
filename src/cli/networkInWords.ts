import type { NetworkSpec } from "../nn/network.ts";

/** "784 → conv 16 → conv 32 → 64 → 10" */
export function networkInWords({ sizes, convolution, background }: NetworkSpec): string {
  const [features, ...denses] = sizes;
  const norm = convolution?.batchNorm ? " + batchNorm" : "";
  const blocks = (convolution?.channels ?? []).map((channels) => `conv ${channels}${norm}`);
  const behind = background ? [`less ${background.components} axes`] : [];
  return [features, ...behind, ...blocks, ...denses].join(" → ");
}
