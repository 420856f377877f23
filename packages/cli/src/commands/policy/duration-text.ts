/** A length of time in milliseconds as policies write it, in hours where it is a whole number of them. */
export function durationText(length: number): string {
  const unit = UNITS.find(({ size, most }) => length % size === 0 && length / size <= most);
  return length === 0 || unit === undefined ? `${length / 1000}s` : `${length / unit.size}${unit.name}`;
}

/** The longest that a number of five digits says in hours is a number of days. */
const UNITS = [
  { name: 'h', size: 3_600_000, most: 99_999 },
  { name: 'd', size: 86_400_000, most: 99_999 },
  { name: 'm', size: 60_000, most: 99_999 },
];
