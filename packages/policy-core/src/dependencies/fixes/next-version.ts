/**
 * The version that comes next behind one: a moment that is written in digits goes on by its smallest part, and every
 * other number by one, as long as it was where that is possible.
 */
export function nextVersion(version: string): string {
  const end = version.search(/\d+$/);
  return version.slice(0, end) + nextNumber(version.slice(end));
}

function nextNumber(digits: string): string {
  const unit = UNITS.get(digits.length);
  return (
    (unit !== undefined && nextMoment(digits, unit)) ||
    String(BigInt(digits) + 1n).padStart(digits.length, '0')
  );
}

/** Milliseconds of the smallest part, by how many digits a moment has. */
const UNITS: ReadonlyMap<number, number> = new Map([
  [8, 86_400_000],
  [12, 60_000],
  [14, 1000],
]);

/** `undefined` where the digits are none between 1970 and 9999. */
function nextMoment(digits: string, unit: number): string | undefined {
  const [, year, month, day, hour, minute, second] = PARTS.exec(digits.padEnd(14, '0')) ?? [];
  const moment = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // A day that its month does not have is taken for one of the next month.
  if (Number.isNaN(moment) || moment < 0 || written(moment, digits) !== digits) return undefined;
  const next = written(moment + unit, digits);
  return next > digits ? next : undefined;
}

const PARTS = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

function written(moment: number, like: string): string {
  return new Date(moment).toISOString().replaceAll(/\D/g, '').slice(0, like.length);
}
