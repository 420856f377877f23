import type { UpdateSettings } from '../config/update-schema.ts';
import { readReleaseTerms } from './release-terms.ts';
import { readTagText } from './signed-text.ts';

export interface AnswerSight {
  readonly settings: Pick<UpdateSettings, 'interval_minutes' | 'gpg_keyring'>;
  /** The text of the pinned SSH keys; `undefined`: there are none. */
  readonly signers: string | undefined;
  /** Every tag or commit that was judged, without its signature. */
  readonly payloads: readonly string[];
  /** In milliseconds since 1970, as everything here. */
  readonly now: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Until when "there is nothing newer" is what a whole look would say as well, where nothing changes but the time: until a
 * key or a release expires, and for two intervals at most, or a day where that is longer.
 */
export function answerHoldsUntil({ settings, signers = '', payloads, now }: AnswerSight): number {
  const { interval_minutes: interval, gpg_keyring: keyring } = settings;
  // Of OpenPGP keys nobody asked when they expire.
  const most = keyring === undefined ? Math.max(DAY, 2 * interval * 60_000) : HOUR;
  const turns = [...signerTurns(signers), ...payloads.flatMap(releaseTurns)];
  const ahead = turns.filter(({ latest }) => latest > now).map(({ earliest }) => Math.max(now, earliest));
  return Math.min(now + most, ...ahead);
}

/** A moment at which a verdict may change. */
interface Turn {
  readonly earliest: number;
  readonly latest: number;
}

/** By https://man.openbsd.org/ssh-keygen#ALLOWED_SIGNERS */
const VALIDITY = /valid-(?:after|before)="?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(Z?)/gi;

/** Without Z a time is one of the zone of the host, which may be any. */
function signerTurns(signers: string): readonly Turn[] {
  return [...signers.matchAll(VALIDITY)].map(([, year, month, day, ...time]) => {
    const [hours = '00', minutes = '00', seconds = '00', zone] = time;
    const at = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
    return zone === '' ? { earliest: at - 14 * HOUR, latest: at + 12 * HOUR } : { earliest: at, latest: at };
  });
}

function releaseTurns(payload: string): readonly Turn[] {
  const reading = readReleaseTerms(readTagText(payload)?.message ?? '');
  if (reading.kind === 'unreadable' || reading.terms.expires === null) return [];
  const at = Date.parse(reading.terms.expires);
  return [{ earliest: at, latest: at }];
}
