import { isPythonWhiteSpace } from '../packaging/python-white-space.ts';

/** The first offset from `start` on that holds no white space, at most `end`. */
export function afterSpace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isPythonWhiteSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** The offset behind the last character before `end` that is no white space, at least `start`. */
export function beforeSpace(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isPythonWhiteSpace(text.charCodeAt(at - 1))) at -= 1;
  return at;
}
