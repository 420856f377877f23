import { madeFrom } from '../model/same-value.ts';

/** Whether a name follows a form such as `auto/upgrade-YYYYMMDD-NNN`; letters outside of it stand for themselves. */
export function branchForm(written: string): (name: string) => boolean {
  const parts = written.split(/(YYYYMMDD|N{2,})/);
  const source = parts.map((part, index) => (index % 2 === 1 ? digitsOf(part) : literal(part))).join('');
  const form = new RegExp(`^${source}$`, 'u');
  return madeFrom(branchForm, [written], (name) => form.test(name));
}

const DAY = String.raw`\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`;

function digitsOf(part: string): string {
  return part === 'YYYYMMDD' ? DAY : String.raw`\d{${part.length}}`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, (sign) => `\\${sign}`);
}
