/** What is said of a mistake. */
export const messageOf = (wrong: () => unknown): string => {
  try {
    wrong();
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing was thrown";
};
