/** An object that came from outside: nothing is known about what its names hold. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** `undefined` for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Whoever wrote it did not mean it for a program; callers show the text instead.
  }
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `undefined` when there is no text under this name. */
export function textAt(record: JsonRecord, name: string): string | undefined {
  const value = record[name];
  return typeof value === 'string' ? value : undefined;
}

/** Empty when there is no text under this name: for what is only shown. */
export function shownAt(record: JsonRecord, name: string): string {
  return textAt(record, name) ?? '';
}

/** Empty when there is no object under this name. */
export function recordAt(record: JsonRecord, name: string): JsonRecord {
  const value = record[name];
  return isRecord(value) ? value : {};
}

/** `undefined` when there is no list of objects under this name. */
export function listAt(record: JsonRecord, name: string): readonly JsonRecord[] | undefined {
  const value: unknown = record[name];
  return Array.isArray(value) && value.every(isRecord) ? value : undefined;
}

/** `undefined` when there is no list of texts under this name. */
export function textsAt(record: JsonRecord, name: string): readonly string[] | undefined {
  const value: unknown = record[name];
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
}
