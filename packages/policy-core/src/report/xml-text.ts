import { displayText } from '../model/display-text.ts';

/** A text for an XML 1.0 attribute or element: what XML forbids even as an entity becomes a visible escape. */
export function xmlText(text: string): string {
  return displayText(text)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
