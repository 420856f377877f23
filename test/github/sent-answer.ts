import type { ServerResponse } from 'node:http';

/** One answer as it goes over the wire. */
export interface SentAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export function send(response: ServerResponse, { status, headers, text }: SentAnswer): void {
  response.writeHead(status, headers).end(text);
}
