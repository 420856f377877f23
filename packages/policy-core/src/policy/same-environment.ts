/** To the forge, environments are the same in any case: what is asked of `production` is asked of `Production`. */
export function isSameEnvironment(one: string, other: string): boolean {
  return one === other || one.toLowerCase() === other.toLowerCase();
}

export function isProduction(environment: string): boolean {
  return isSameEnvironment(environment, 'production');
}
