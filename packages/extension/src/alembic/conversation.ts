/** How an action speaks with the person who started it. */
export interface Conversation {
  /** What was picked; `undefined` when the question was left. */
  pick<T>(question: {
    readonly title: string;
    readonly choices: readonly {
      readonly label: string;
      readonly description?: string;
      readonly value: T;
    }[];
  }): Promise<T | undefined>;
  /** Several of a list, some of which are picked already. */
  pickSeveral(question: {
    readonly title: string;
    readonly choices: readonly {
      readonly label: string;
      readonly description?: string;
      readonly picked: boolean;
    }[];
  }): Promise<readonly string[] | undefined>;
  /** A line of text; `undefined` when the question was left, or nothing was written. */
  ask(question: {
    readonly title: string;
    readonly prompt: string;
    readonly given?: string;
    /** What is wrong with it; `undefined` where nothing is. */
    readonly problem?: (typed: string) => string | undefined;
  }): Promise<string | undefined>;
  /** Whether somebody typed exactly this word. */
  typed(question: {
    readonly title: string;
    readonly prompt: string;
    readonly word: string;
  }): Promise<boolean>;
  /** Whether the one button of a dialog was pressed that stands in the way of everything else. */
  agreed(question: {
    readonly message: string;
    readonly detail: string;
    readonly button: string;
  }): Promise<boolean>;
  /** Opens a text to be read. */
  show(shown: { readonly name: string; readonly text: string; readonly language: string }): Promise<void>;
  /** `offer`: a button that runs a command. */
  say(sentence: string, offer?: { readonly button: string; readonly command: string }): void;
  refuse(sentence: string): void;
}
