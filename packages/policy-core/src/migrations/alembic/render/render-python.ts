/** A text as a literal of Python in double quotes: JSON has the same escapes. */
export function renderText(text: string): string {
  return JSON.stringify(text);
}

export function renderTexts(texts: readonly string[]): string {
  return `[${texts.map(renderText).join(', ')}]`;
}

/** `name=value`; nothing where there is no value. */
export function keywordArgument(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`${name}=${value}`];
}

export function renderCall(callee: string, given: readonly string[]): string {
  return `${callee}(${given.join(', ')})`;
}

/** SQL as `sa.text()` takes it: a colon before a word would be a parameter. */
export function renderSql(sql: string): string | undefined {
  if (sql.includes(String.raw`\:`)) return undefined;
  const escaped = sql.replace(/(?<![:\w$]):(?=[\w$]+(?![:\w$]))/g, String.raw`\:`);
  return renderCall('sa.text', [renderText(escaped)]);
}
