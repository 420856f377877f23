import type { NamedPair } from './named-pairs.ts';

/** Named by folder and by what stands after `requirements`; numbered where that is not enough. */
export function pairIds(pairs: readonly NamedPair[]): readonly string[] {
  const names = pairs.map(({ source }) => {
    const words = source.replace(/\.(?:txt|in)$/, '').replace(/requirements(?:\.d\/|[-_.])?/, '');
    const id = words
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^[-0-9]+|-+$/g, '');
    return id === '' ? 'python' : id;
  });
  return names.map((name, index) => {
    const before = names.slice(0, index).filter((other) => other === name).length;
    return before === 0 ? name : `${name}-n${before + 1}`;
  });
}
