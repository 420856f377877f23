/** An object of JSON, of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first of these fields that is there; agents spell the same one differently. */
export function field(fields: Fields, names: readonly string[]): unknown {
  const name = names.find((candidate) => Object.hasOwn(fields, candidate));
  return name === undefined ? undefined : fields[name];
}

/** The same, where it is a text that is not empty. */
export function textField(fields: Fields, names: readonly string[]): string | undefined {
  const texts = names.map((name) => (Object.hasOwn(fields, name) ? fields[name] : undefined));
  return texts.find((value): value is string => typeof value === 'string' && value !== '');
}

/** The object or list that a text holds as JSON, as some agents write the arguments of a tool; `undefined` where it is none. */
export function parsedJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // A patch, or a text that only begins like JSON: it is looked through as it is.
    return undefined;
  }
}
