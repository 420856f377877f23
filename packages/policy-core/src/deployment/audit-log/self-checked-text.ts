import { sha256 } from '../../model/sha256.ts';

/** A small record of a program as the text of a file. It carries a digest of itself, so that a damaged one is not believed. */
export function selfCheckedText(body: object): string {
  return `${JSON.stringify({ ...body, check: sha256(JSON.stringify(body)) })}\n`;
}

/** What was written, as it was written; `undefined` where the text is none that `selfCheckedText` made. */
export function readSelfChecked(text: string): unknown {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const body: object = Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'check'));
  return selfCheckedText(body) === text ? body : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What is no JSON is none of ours.
    return undefined;
  }
}
