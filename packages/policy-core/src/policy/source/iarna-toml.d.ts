// The package types only its main entry, which brings Node streams along; browsers need this one.
declare module '@iarna/toml/parse-string.js' {
  export default function parseString(text: string): unknown;
}
