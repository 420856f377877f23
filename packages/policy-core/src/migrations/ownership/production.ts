/** Whether a name says that it is about production: of a file, a job, an environment, a variable. */
export function saysProduction(name: string): boolean {
  return /(?:^|[^a-z])(?:prod|production|prd)(?:[^a-z]|$)/i.test(name);
}
