import { displayText } from '../model/display-text.ts';

/** A rule's message with its data filled in; a slot without data stays visible. */
export function sentence(
  template: string,
  data: Readonly<Record<string, string>>,
  shorten: (value: string) => string = (value) => value,
): string {
  return template.replace(/\{(\w+)\}/g, (slot, name: string) => {
    const value = data[name];
    return value === undefined ? slot : displayText(shorten(value));
  });
}
