export interface CommitTrailer {
  readonly key: string;
  readonly value: string;
}

/**
 * Every line of the form `Key: value`, wherever it stands. Git looks at the last paragraph only, but a
 * squash merge puts those of the single commits in the middle, and one too many only makes a check stricter.
 */
export function trailersOf(message: string): readonly CommitTrailer[] {
  return message.split(/\r\n|[\n\r]/).flatMap((line) => {
    const parts = /^\s*(?:[*>-]\s+)?(?<key>[A-Za-z][A-Za-z0-9-]*)\s*:\s*(?<value>\S.*)$/.exec(line)?.groups;
    const { key, value } = parts ?? {};
    return key === undefined || value === undefined ? [] : [{ key, value: value.trimEnd() }];
  });
}
