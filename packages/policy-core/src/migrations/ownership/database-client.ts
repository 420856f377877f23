/** Whether a word of a script starts a program that speaks SQL to a server. */
export function isDatabaseClient(word: string): boolean {
  return /(?:^|\/)(?:psql|pgcli|mysql|mariadb|cockroach|usql|sqlcmd)$/.test(word);
}
