import { displayText } from '../../model/display-text.ts';
import { shortenedText } from '../../model/shortened-text.ts';
import type { UpdateEvent } from './update-machine.ts';

/** As much as somebody reads of it. */
export const LONGEST_WHY = 4000;

/** An event as it is written down: a remote or a program may have said why, and files have to hold it and people to read it. */
export function toldEvent(event: UpdateEvent): UpdateEvent {
  if (event.kind !== 'failed') return event;
  return { ...event, why: shortenedText(displayText(event.why), LONGEST_WHY) };
}
