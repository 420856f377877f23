/** Gathers questions that come one by one, and asks them together. */
export interface Batches<Answer> {
  /** Resolves to `undefined` where there is no answer, also when asking failed. Never rejects. */
  ask(question: string): Promise<Answer | undefined>;
  stop(): void;
}

interface BatchOptions<Answer> {
  /** Answers by question; what is absent has none. */
  readonly ask: (questions: readonly string[]) => Promise<ReadonlyMap<string, Answer>>;
  readonly quietMs: number;
  /** More are asked in several batches. */
  readonly most: number;
  readonly failed: (error: unknown) => void;
}

export function createBatches<Answer>(options: BatchOptions<Answer>): Batches<Answer> {
  const { ask, quietMs, most, failed } = options;
  let waiting = new Map<string, ((answer: Answer | undefined) => void)[]>();
  let timer: NodeJS.Timeout | undefined;

  const send = async (batch: typeof waiting): Promise<void> => {
    let answers: ReadonlyMap<string, Answer> = new Map();
    try {
      answers = await ask([...batch.keys()]);
    } catch (error) {
      failed(error);
    }
    for (const [question, resolves] of batch) for (const resolve of resolves) resolve(answers.get(question));
  };
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = new Map();
    if (batch.size > 0) void send(batch);
  };

  return {
    ask: (question) =>
      new Promise((resolve) => {
        waiting.set(question, [...(waiting.get(question) ?? []), resolve]);
        if (waiting.size >= most) flush();
        else timer ??= setTimeout(flush, quietMs);
      }),
    stop() {
      clearTimeout(timer);
      for (const resolves of waiting.values()) for (const resolve of resolves) resolve(undefined);
      waiting = new Map();
    },
  };
}
