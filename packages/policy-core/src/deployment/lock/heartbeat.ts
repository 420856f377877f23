/** What came of saying that the holder of a lock lives. */
export type Beat =
  /** Nobody else gets the lock before then, in milliseconds of the clock that is asked. */
  | { readonly kind: 'held'; readonly untilMs: number }
  /** Somebody else has it, or may have it. `why` is a clause. */
  | { readonly kind: 'lost'; readonly why: string }
  /** Nobody could be asked, which says nothing yet. */
  | { readonly kind: 'unseen'; readonly why: string };

export interface HeldUntil {
  readonly untilMs: number;
  /** How often the holder says that it lives. */
  readonly everyMs: number;
}

export type AfterBeat =
  | { readonly kind: 'wait'; readonly forMs: number; readonly untilMs: number }
  | { readonly kind: 'lost'; readonly why: string };

/** A lock counts as lost as soon as somebody else may have it, and not before. */
export function afterBeat(beat: Beat, { untilMs, everyMs }: HeldUntil, nowMs: number): AfterBeat {
  switch (beat.kind) {
    case 'lost':
      return beat;
    case 'held':
      return { kind: 'wait', forMs: everyMs, untilMs: beat.untilMs };
    case 'unseen': {
      const left = untilMs - nowMs;
      if (left <= 0) return { kind: 'lost', why: beat.why };
      return { kind: 'wait', forMs: Math.min(left, Math.ceil(everyMs / AGAIN)), untilMs };
    }
  }
}

/** Whoever could not be asked is asked again the sooner. */
const AGAIN = 5;
