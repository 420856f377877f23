import type { ServerResponse } from 'node:http';

import { send, type SentAnswer } from './sent-answer.ts';
import type { Fault } from './world.ts';

/** Which fault hits a request; a fault that is spent hits none. */
export function createFaults(faults: readonly Fault[] = []): { hitting(path: string): Fault | undefined } {
  const left = new Map(faults.map((fault) => [fault, fault.times ?? Number.POSITIVE_INFINITY]));
  return {
    hitting: (path) => {
      const fault = faults.find((each) => (each.at?.test(path) ?? true) && (left.get(each) ?? 0) > 0);
      if (fault !== undefined) left.set(fault, (left.get(fault) ?? 0) - 1);
      return fault;
    },
  };
}

/** `answer` is what would have been sent. */
export function breakAnswer(response: ServerResponse, answer: SentAnswer, fault: Fault): void {
  if (fault.kind === 'silence') return;
  if (fault.kind === 'half-open') sendHalf(response, answer);
  else if (fault.kind === 'cut') sendHalf(response, answer, () => response.destroy());
  else send(response, changed(answer, fault));
}

function sendHalf(response: ServerResponse, { headers, text }: SentAnswer, then?: () => void): void {
  response.writeHead(200, { ...headers, 'content-length': String(text.length * 2 + 2) });
  response.write(text.slice(0, Math.ceil(text.length / 2)), then);
}

type Changing = Exclude<Fault, { kind: 'silence' | 'half-open' | 'cut' }>;

function changed(answer: SentAnswer, fault: Changing): SentAnswer {
  switch (fault.kind) {
    case 'answer': {
      const { status, headers = {}, body = { message: 'A fault of the test' } } = fault;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, text };
    }
    case 'large':
      return { ...answer, text: answer.text.padEnd(fault.bytes) };
    case 'redirect':
      return { status: fault.status ?? 302, headers: { location: fault.to }, text: '' };
    case 'next-page':
      return { ...answer, headers: { ...answer.headers, link: `<${fault.to}>; rel="next"` } };
  }
}
