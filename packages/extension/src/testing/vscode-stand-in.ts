/**
 * What tests get for `vscode`: only the translation of sentences, in English. Whatever else a tested file would ask of the
 * editor is absent, so what is tested here stays free of it.
 */
export const l10n = {
  t(text: string, ...values: readonly (string | number)[]): string {
    return text.replace(/\{(\d+)\}/g, (hole, index: string) => String(values[Number(index)] ?? hole));
  },
};
