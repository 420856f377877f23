import { displayText } from '../../model/display-text.ts';
import { shortenedText } from '../../model/shortened-text.ts';
import { withProfile } from './profile-command.ts';
import type { StandingReason, UpdateEvent } from './update-machine.ts';

/** As much as somebody reads of it. */
export const LONGEST_WHY = 4000;

/** An event as it is written down: a remote or a program may have said why, and files have to hold it and people to read it. */
export function toldEvent(event: UpdateEvent, profile: string): UpdateEvent {
  if (event.kind === 'refused') {
    const named = ({ code, message }: StandingReason) => ({ code, message: withProfile(message, profile) });
    return { ...event, reasons: event.reasons.map(named) };
  }
  if (event.kind !== 'failed') return event;
  return { ...event, why: shortenedText(displayText(withProfile(event.why, profile)), LONGEST_WHY) };
}
