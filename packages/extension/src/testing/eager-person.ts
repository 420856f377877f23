import type { Conversation } from '../alembic/conversation.ts';

export interface EagerPerson extends Conversation {
  /** All that was said and asked, in its order. */
  readonly heard: readonly string[];
}

/**
 * A person who wants everything to be done: picks the last of what may be picked, types what is to be typed, presses every
 * button. So a command that is driven by them gets to its end whatever it asks.
 */
export function eagerPerson(): EagerPerson {
  const heard: string[] = [];
  return {
    heard,
    async pick({ title, choices }) {
      heard.push(`pick: ${title}`);
      return choices.findLast(({ label }) => !label.startsWith('$(circle-slash)'))?.value;
    },
    async pickSeveral({ title, choices }) {
      heard.push(`pick: ${title}`);
      return choices.map(({ label }) => label);
    },
    async ask({ title, given = '' }) {
      heard.push(`ask: ${title}`);
      return given === '' ? 'because' : given;
    },
    async typed({ title }) {
      heard.push(`type: ${title}`);
      return true;
    },
    async agreed({ message }) {
      heard.push(`agree: ${message}`);
      return true;
    },
    show: async ({ name }) => void heard.push(`show: ${name}`),
    say: (sentence) => void heard.push(`say: ${sentence}`),
    refuse: (sentence) => void heard.push(`refuse: ${sentence}`),
  };
}
