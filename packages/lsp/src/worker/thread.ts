import type { CancellationToken } from 'vscode-languageserver';

import type {
  FromWorker,
  QueryResults,
  WorkerQuery,
  CheckRequest,
  ToWorker,
  PolicyVerdict,
  ValidPolicy,
} from './messages.ts';
import type { OpenDocument } from './overlay.ts';

/** One worker, asked one question at a time. Ending it and starting another is always possible. */
export interface CheckThread {
  /** Rejects with {@link Cancelled}, {@link TookTooLong}, or an error when the worker failed. */
  ask(question: CheckRequest, token?: CancellationToken): Promise<readonly PolicyVerdict[]>;
  /** Rejects as `ask` does. */
  query: RunQuery;
  opened(document: OpenDocument): void;
  closed(uri: string): void;
  invalidate(): void;
  /** Starts the worker before the first question, which then waits less. */
  warm(): void;
  /** Goes on with a new worker, for instance one that may start git. */
  restart(): void;
  /**
   * Ends the worker, and cancels open questions. Settles when it has ended: one that answers no question may first
   * write down what it read.
   */
  stop(): Promise<void>;
}

/** Answers a question with what its kind asks for. */
export type RunQuery = <Kind extends WorkerQuery['kind']>(
  question: Extract<WorkerQuery, { readonly kind: Kind }>,
  token?: CancellationToken,
) => Promise<QueryResults[Kind]>;

/** A running worker, as the thread that started it sees it. */
export interface WorkerHandle {
  post(message: ToWorker): void;
  /** Once: called with what the worker says, and when it has ended by itself. */
  listen(said: (message: FromWorker) => void, ended: (problem: string) => void): void;
  terminate(): void;
}

export interface ThreadOptions {
  readonly start: () => WorkerHandle;
  readonly moved: () => void;
  readonly policies: ValidPolicies;
  readonly log: (message: string) => void;
  /** Longest a question may take, in milliseconds of the processor; on a busy machine that is longer by the clock. */
  readonly budgetMs: number;
  /** Milliseconds of the processor that this process has taken so far. */
  readonly spent: () => number;
  /** How long what nobody waits for any more may run on. Starting anew costs about as much. */
  readonly graceMs: number;
}

/** What was last valid, by the URI of its folder. Shared by all threads. */
export type ValidPolicies = Map<string, ValidPolicy>;

export class Cancelled extends Error {}
export class TookTooLong extends Error {}

/** By the clock, a check may take so many times what it may take of the processor. */
const LONGEST_WAIT = 3;

type WorkerReply = Extract<FromWorker, { kind: 'answer' | 'looked' }>;

interface Job {
  readonly id: number;
  readonly question: CheckRequest | WorkerQuery;
  readonly done: (said: WorkerReply) => void;
  readonly failed: (error: Error) => void;
}

/** Lifetime: it owns the worker, the queue and the timer of the question that is running. */
class OneWorker implements CheckThread {
  readonly #options: ThreadOptions;
  readonly #documents = new Map<string, OpenDocument>();
  readonly #waiting: Job[] = [];
  #running: Job | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #worker: WorkerHandle | undefined;
  #lastId = 0;
  #stopped = false;
  #hasAnswered = false;
  /** Called when a worker that was asked to end has ended. */
  #ended: (() => void) | undefined;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  async ask(question: CheckRequest, token?: CancellationToken): Promise<readonly PolicyVerdict[]> {
    const said = await this.#request(question, token);
    return said.kind === 'answer' ? said.verdicts : [];
  }

  async query<Kind extends WorkerQuery['kind']>(
    question: Extract<WorkerQuery, { readonly kind: Kind }>,
    token?: CancellationToken,
  ): Promise<QueryResults[Kind]> {
    const said = await this.#request(question, token);
    if (said.kind !== 'looked') throw new Error(`A question of the kind ${question.kind} got a verdict.`);
    // Sound: the worker answers each question with what `LookAnswers` has for its kind.
    return said.found as QueryResults[Kind];
  }

  #request(question: Job['question'], token: CancellationToken | undefined): Promise<WorkerReply> {
    if (this.#stopped || token?.isCancellationRequested) return Promise.reject(new Cancelled());
    return new Promise((done, failed) => {
      const job = { id: ++this.#lastId, question, done, failed };
      token?.onCancellationRequested(() => this.#cancel(job));
      this.#waiting.push(job);
      this.#next();
    });
  }

  opened(document: OpenDocument): void {
    this.#documents.set(document.uri, document);
    this.#worker?.post({ kind: 'opened', ...document });
  }

  closed(uri: string): void {
    this.#documents.delete(uri);
    this.#worker?.post({ kind: 'closed', uri });
  }

  invalidate(): void {
    this.#worker?.post({ kind: 'invalidate' });
  }

  warm(): void {
    if (!this.#stopped) this.#started();
  }

  restart(): void {
    const job = this.#running;
    this.#end();
    if (job !== undefined) this.#waiting.unshift(job);
    this.#next();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const open = [...(this.#running ? [this.#running] : []), ...this.#waiting.splice(0)];
    // One that never answered has nothing to write, and may take a while before it listens.
    if (open.length > 0 || !this.#hasAnswered) this.#end();
    for (const job of open) job.failed(new Cancelled());
    await this.#endByItself();
  }

  #next(): void {
    if (this.#running !== undefined || this.#stopped) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    this.#running = job;
    this.#startTimer(job);
    this.#started().post({ kind: 'question', id: job.id, question: job.question });
  }

  #started(): WorkerHandle {
    if (this.#worker !== undefined) return this.#worker;
    const worker = this.#options.start();
    this.#worker = worker;
    this.#hasAnswered = false;
    worker.listen(
      (message) => this.#worker === worker && this.#receive(message),
      (problem) => this.#worker === worker && this.#workerEnded(problem),
    );
    for (const document of this.#documents.values()) worker.post({ kind: 'opened', ...document });
    for (const policy of this.#options.policies.values()) worker.post(policy);
    return worker;
  }

  #receive(message: FromWorker): void {
    if (message.kind === 'moved') {
      this.#options.moved();
      return;
    }
    if (message.kind === 'valid-policy') {
      this.#options.policies.set(message.root, message);
      return;
    }
    const job = this.#running;
    if (job?.id !== message.id) return;
    this.#finish();
    this.#hasAnswered = true;
    if (message.kind === 'failed') job.failed(new Error(message.problem));
    else job.done(message);
    this.#next();
  }

  #workerEnded(problem: string): void {
    if (this.#ended !== undefined) {
      this.#ended();
      return;
    }
    const job = this.#running;
    this.#options.log(`The checking thread ended: ${problem}. Another is started when it is needed.`);
    this.#end();
    job?.failed(new Error(problem));
    this.#next();
  }

  #cancel(job: Job): void {
    const index = this.#waiting.indexOf(job);
    if (index >= 0) this.#waiting.splice(index, 1);
    job.failed(new Cancelled());
    if (this.#running !== job) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#timeOut(job), this.#options.graceMs);
  }

  /** On a machine that is busy with other things a check is not slow yet; one that only waits has to end some time too. */
  #startTimer(job: Job): void {
    const { budgetMs, spent } = this.#options;
    const before = spent();
    const lookAfter = (wait: number, waited: number): void => {
      this.#timer = setTimeout(() => {
        const left = budgetMs - (spent() - before);
        if (left <= 0 || waited + wait >= budgetMs * LONGEST_WAIT) this.#timeOut(job);
        else lookAfter(left, waited + wait);
      }, wait);
    };
    lookAfter(budgetMs, 0);
  }

  #timeOut(job: Job): void {
    this.#options.log(`A check was ended because it took too long: ${describeRequest(job.question)}.`);
    this.#end();
    job.failed(new TookTooLong());
    this.#next();
  }

  #endByItself(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return Promise.resolve();
    return new Promise((ended) => {
      this.#ended = () => {
        clearTimeout(this.#timer);
        this.#worker = undefined;
        ended();
      };
      this.#timer = setTimeout(() => {
        this.#end();
        ended();
      }, this.#options.graceMs);
      worker.post({ kind: 'ending' });
    });
  }

  #finish(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running = undefined;
  }

  #end(): void {
    this.#finish();
    const worker = this.#worker;
    this.#worker = undefined;
    worker?.terminate();
  }
}

export function checkThread(options: ThreadOptions): CheckThread {
  return new OneWorker(options);
}

function describeRequest(question: Job['question']): string {
  if ('uri' in question) return question.uri;
  return 'folder' in question ? question.folder : `${question.files.length} files`;
}
