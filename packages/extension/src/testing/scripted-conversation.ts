import type { Conversation } from '../alembic/conversation.ts';

/** What a person answers, in their order; `undefined` leaves the question. */
export type Answer = string | readonly string[] | undefined;

export interface Scripted extends Conversation {
  /** All that was said and asked, in its order. */
  readonly heard: readonly string[];
  /** What was shown to be read. */
  readonly shown: readonly string[];
}

/** A person who answers from a script, and leaves every question that the script has no answer for. */
export function scriptedConversation(...answers: readonly Answer[]): Scripted {
  const open = [...answers];
  const heard: string[] = [];
  const shown: string[] = [];
  const text = () => {
    const answer = open.shift();
    return typeof answer === 'string' ? answer : undefined;
  };
  return {
    heard,
    shown,
    async pick({ title, choices }) {
      heard.push(`pick: ${title} [${choices.map(({ label }) => label).join(', ')}]`);
      const label = text();
      return choices.find((choice) => choice.label === label)?.value;
    },
    async pickSeveral({ title, choices }) {
      heard.push(
        `pick: ${title} [${choices.map(({ label, picked }) => `${picked ? '*' : ''}${label}`).join(', ')}]`,
      );
      const answer = open.shift();
      if (answer === 'as offered') return choices.filter(({ picked }) => picked).map(({ label }) => label);
      return typeof answer === 'string' ? undefined : answer;
    },
    async ask({ title, given = '', problem = () => undefined }) {
      heard.push(`ask: ${title} [${given}]`);
      const answer = text();
      const typed = answer === 'as given' ? given : answer;
      if (typed === undefined || typed === '') return undefined;
      const wrong = problem(typed);
      if (wrong !== undefined) heard.push(`wrong: ${wrong}`);
      return wrong === undefined ? typed : undefined;
    },
    async typed({ title, prompt, word }) {
      heard.push(`type: ${title}: ${prompt}`);
      return text() === word;
    },
    async agreed({ message, detail, button }) {
      heard.push(`agree: ${message} ${detail}`);
      return text() === button;
    },
    async show(one) {
      heard.push(`show: ${one.name}`);
      shown.push(one.text);
    },
    say: (sentence, offer) =>
      void heard.push(`say: ${sentence}${offer === undefined ? '' : ` [${offer.button}]`}`),
    refuse: (sentence) => void heard.push(`refuse: ${sentence}`),
  };
}
