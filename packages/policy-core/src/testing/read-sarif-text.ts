export interface ReadSarifText {
  readonly shown: string;
  readonly links: number;
  readonly placeholders: number;
}

/** A message as a reader of SARIF takes it: sections 3.11.5 and 3.11.6 of version 2.1.0. */
export function readSarifText(text: string): ReadSarifText {
  let [links, placeholders] = [0, 0];
  const shown = text.replaceAll(TOKENS, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    if (found === '{{' || found === '}}') return found.slice(1);
    if (found.startsWith('{')) placeholders += 1;
    else links += 1;
    return found;
  });
  return { shown, links, placeholders };
}

const TOKENS = /\\([\\[\]])|\{\{|\}\}|\{\d+\}|\[(?:\\[\\[\]]|[^\\[\]])+\]\([^)]+\)/g;
