import { InvalidArgumentError } from 'commander';

/** How many of something, as an option gives it: from 1 on. */
export function wholeNumber(written: string): number {
  if (/^[1-9]\d{0,8}$/.test(written)) return Number(written);
  throw new InvalidArgumentError('Write a number from 1 on, such as 20.');
}
