import type { Readable } from 'node:stream';

export interface InputLimits {
  readonly maxBytes: number;
  readonly withinMs: number;
}

/**
 * All of standard input as text. Rejects with a sentence when it is longer than it may be, is no UTF-8, or
 * does not end in time: whoever calls a hook must not be able to wait it out.
 */
export function inputText(stdin: Readable, { maxBytes, withinMs }: InputLimits): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const fail = (message: string): void => {
      clearTimeout(timer);
      stdin.destroy();
      reject(new Error(message));
    };
    const timer = setTimeout(() => fail(`Standard input did not end within ${withinMs / 1000} s.`), withinMs);
    stdin.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) fail(`Standard input is longer than ${maxBytes / (1024 * 1024)} MB.`);
      else chunks.push(chunk);
    });
    stdin.on('error', (error) => fail(`Standard input cannot be read: ${error.message}.`));
    stdin.on('end', () => {
      clearTimeout(timer);
      try {
        resolve(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
      } catch {
        // The one thing that a strict decoder refuses.
        reject(new Error('Standard input is not UTF-8.'));
      }
    });
  });
}
