import type { Pattern } from './reading-pattern.ts';

/** What is known of statements by their shapes. */
export interface AlikeMemory {
  /** `undefined`: a statement of this shape is not known, or what is read of it does not follow from its shape. */
  patternFor(key: string): Pattern | undefined;
  /** Says that a statement of this shape was read; answers whether it is worth to learn the shape now. */
  isWorthLearning(key: string): boolean;
  /** `undefined`: it cannot be learned. */
  learn(key: string, pattern: Pattern | undefined): void;
}

/** Of shapes that were met once, most never come again. */
const MOST_MET = 20_000;
const MOST_LEARNED = 5_000;

export function alikeMemory(): AlikeMemory {
  const met = new Set<string>();
  const learned = new Map<string, Pattern | undefined>();
  return {
    patternFor: (key) => learned.get(key),
    isWorthLearning: (key) => {
      if (learned.has(key)) return false;
      if (met.delete(key)) return true;
      if (met.size >= MOST_MET) met.clear();
      met.add(key);
      return false;
    },
    learn: (key, pattern) => {
      if (learned.size >= MOST_LEARNED) learned.clear();
      learned.set(key, pattern);
    },
  };
}
