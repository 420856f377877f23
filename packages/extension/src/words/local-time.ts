/** As a clock on the wall shows it here, such as 12:03. */
export function localTime(moment: Date): string {
  return moment.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });
}
