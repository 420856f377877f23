/** Answers to questions that take a while, until something moves. */
export interface AnswerMemory {
  recall<Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer>;
  forget(): void;
}

/** A few for each root: what was asked the longest ago is asked anew. */
export const MOST_ANSWERS = 20;

export function answerMemory(): AnswerMemory {
  const known = new Map<string, Promise<unknown>>();
  return {
    recall: <Answer>(question: string, ask: () => Promise<Answer>) => {
      // One question is always asked in one way, so that its answer is of one kind.
      const answer = (known.get(question) as Promise<Answer> | undefined) ?? ask();
      known.delete(question);
      known.set(question, answer);
      // A failure is no answer: whoever asks next may have more luck.
      answer.catch(() => known.delete(question));
      const [oldest] = known.keys();
      if (known.size > MOST_ANSWERS && oldest !== undefined) known.delete(oldest);
      return answer;
    },
    forget: () => known.clear(),
  };
}
