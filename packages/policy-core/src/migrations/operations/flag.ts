/** Something asked for by a word or an argument; `undefined` where only running it tells: `if_exists=FLAG`. */
export type Flag = boolean | undefined;
