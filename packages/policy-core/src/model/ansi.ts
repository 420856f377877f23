/** Ways to make a piece of text stand out. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly info: (text: string) => string;
}

/** Without colours every text comes back as it is. */
export function paintFor(colors: boolean): Paint {
  const style = (open: number, close: number) => (text: string) =>
    colors && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    strong: style(1, 22),
    faint: style(2, 22),
    good: style(32, 39),
    error: style(31, 39),
    warning: style(33, 39),
    info: style(36, 39),
  };
}
