/**
 * A text as a message of SARIF shows it: without the backslashes, `[text](2)` would be a link, and without a second brace
 * `{0}` would be taken for an argument.
 */
export function sarifText(text: string): string {
  return text.replaceAll(/[\\[\]]/g, '\\$&').replaceAll(/[{}]/g, '$&$&');
}
