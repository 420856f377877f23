/** One line that git gives a `pre-push` hook. */
export interface PushedRef {
  /** What is pushed; `undefined`: the remote name is taken away. */
  readonly commit: string | undefined;
  /** In full: `refs/heads/main`. */
  readonly ref: string;
  /** Where it is on the remote now; `undefined` when it is not there. */
  readonly before: string | undefined;
}

const LINE = /^(\S+) ([0-9a-f]{40,64}) (\S+) ([0-9a-f]{40,64})$/;

/** `<local ref> <local id> <remote ref> <remote id>` a line. Throws a sentence for anything else. */
export function pushedRefs(text: string): readonly PushedRef[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [, , commit = '', ref, before = ''] = LINE.exec(line) ?? [];
    if (ref === undefined) {
      throw new Error(
        'Standard input does not say what is pushed. Call this from the pre-push hook of git, as `lockkeeper generate hooks` writes it.',
      );
    }
    return { commit: unlessZero(commit), ref, before: unlessZero(before) };
  });
}

function unlessZero(id: string): string | undefined {
  return /^0+$/.test(id) ? undefined : id;
}
