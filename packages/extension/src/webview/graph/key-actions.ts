import { ROW } from '@lockkeeper/policy-core/report/drawing';

import type { Move } from './graph-moves.ts';

/** What a key asks of the list. */
export type KeyAction =
  | { readonly kind: 'move'; readonly move: Move }
  /** `takesFocus`: go on in the editor. */
  | { readonly kind: 'open'; readonly takesFocus: boolean }
  | { readonly kind: 'search' };

export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** `undefined` for keys that are not ours: they keep their meaning. */
export function keyActionOf(pressed: PressedKey, height: number): KeyAction | undefined {
  const { key, altKey } = pressed;
  if (altKey) return undefined;
  if (pressed.ctrlKey || pressed.metaKey) return WITH_CONTROL[key];
  if (key === 'PageDown') return by(rowsOf(height));
  if (key === 'PageUp') return by(-rowsOf(height));
  return PLAIN[key];
}

const PLAIN: Readonly<Record<string, KeyAction>> = {
  ArrowDown: { kind: 'move', move: { kind: 'down' } },
  ArrowUp: { kind: 'move', move: { kind: 'up' } },
  ArrowLeft: { kind: 'move', move: { kind: 'left' } },
  ArrowRight: { kind: 'move', move: { kind: 'right' } },
  Home: by(-Infinity),
  End: by(Infinity),
  Enter: { kind: 'open', takesFocus: true },
  ' ': { kind: 'open', takesFocus: false },
  '/': { kind: 'search' },
};

const WITH_CONTROL: Readonly<Record<string, KeyAction>> = {
  ArrowDown: by(1),
  ArrowUp: by(-1),
  Home: by(-Infinity),
  End: by(Infinity),
  f: { kind: 'search' },
};

function by(rows: number): KeyAction {
  return { kind: 'move', move: { kind: 'by', rows } };
}

/** One row stays in sight, so that the eye finds its place. */
function rowsOf(height: number): number {
  return Math.max(1, Math.floor(height / ROW) - 1);
}
