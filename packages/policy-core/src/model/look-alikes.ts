/*
 * Made by tools/write-look-alikes.mjs from Unicode's confusables.txt, version 13.0.0. Do not edit.
 *
 * UNICODE, INC. LICENSE AGREEMENT - DATA FILES AND SOFTWARE
 *
 * Unicode Data Files include all data files under the directories
 * http://www.unicode.org/Public/, http://www.unicode.org/reports/,
 * http://www.unicode.org/cldr/data/, http://source.icu-project.org/repos/icu/, and
 * http://www.unicode.org/utility/trac/browser/.
 *
 * Unicode Data Files do not include PDF online code charts under the
 * directory http://www.unicode.org/Public/.
 *
 * Software includes any source code published in the Unicode Standard
 * or under the directories
 * http://www.unicode.org/Public/, http://www.unicode.org/reports/,
 * http://www.unicode.org/cldr/data/, http://source.icu-project.org/repos/icu/, and
 * http://www.unicode.org/utility/trac/browser/.
 *
 * NOTICE TO USER: Carefully read the following legal agreement.
 * BY DOWNLOADING, INSTALLING, COPYING OR OTHERWISE USING UNICODE INC.'S
 * DATA FILES ("DATA FILES"), AND/OR SOFTWARE ("SOFTWARE"),
 * YOU UNEQUIVOCALLY ACCEPT, AND AGREE TO BE BOUND BY, ALL OF THE
 * TERMS AND CONDITIONS OF THIS AGREEMENT.
 * IF YOU DO NOT AGREE, DO NOT DOWNLOAD, INSTALL, COPY, DISTRIBUTE OR USE
 * THE DATA FILES OR SOFTWARE.
 *
 * COPYRIGHT AND PERMISSION NOTICE
 *
 * Copyright (c) 1991-2017 Unicode, Inc. All rights reserved.
 * Distributed under the Terms of Use in http://www.unicode.org/copyright.html.
 *
 * Permission is hereby granted, free of charge, to any person obtaining
 * a copy of the Unicode data files and any associated documentation
 * (the "Data Files") or Unicode software and any associated documentation
 * (the "Software") to deal in the Data Files or Software
 * without restriction, including without limitation the rights to use,
 * copy, modify, merge, publish, distribute, and/or sell copies of
 * the Data Files or Software, and to permit persons to whom the Data Files
 * or Software are furnished to do so, provided that either
 * (a) this copyright and permission notice appear with all copies
 * of the Data Files or Software, or
 * (b) this copyright and permission notice appear in associated
 * Documentation.
 *
 * THE DATA FILES AND SOFTWARE ARE PROVIDED "AS IS", WITHOUT WARRANTY OF
 * ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
 * WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
 * NONINFRINGEMENT OF THIRD PARTY RIGHTS.
 * IN NO EVENT SHALL THE COPYRIGHT HOLDER OR HOLDERS INCLUDED IN THIS
 * NOTICE BE LIABLE FOR ANY CLAIM, OR ANY SPECIAL INDIRECT OR CONSEQUENTIAL
 * DAMAGES, OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE,
 * DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
 * TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
 * PERFORMANCE OF THE DATA FILES OR SOFTWARE.
 *
 * Except as contained in this notice, the name of a copyright holder
 * shall not be used in advertising or otherwise to promote the sale,
 * use or other dealings in these Data Files or Software without prior
 * written authorization of the copyright holder.
 */

/** ASCII texts, each with the characters that look like it, apart from those that decompose to it. */
export const LOOK_ALIKES: readonly (readonly [plain: string, characters: string])[] = [
  ['!', '\u01c3\u2d51'],
  ['$', '\u{1f10f}'],
  ['&', '\ua778'],
  [
    "'",
    '\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02c8\u02ca\u02cb\u02f4\u0384\u055a\u055d\u05d9\u05f3\u07f4\u07f5\u144a\u16cc\u1fbd\u1fbf\u1ffe\u2018\u2019\u201b\u2032\u2035\ua78c\uff40\u{16f51}\u{16f52}',
  ],
  ["''", '\u02ba\u02dd\u02ee\u02f6\u05f2\u05f4\u1cd3\u201c\u201d\u201f\u3003\uff02'],
  ["'B", '\u0181'],
  ["'D", '\u018a'],
  ["'P", '\u01a4'],
  ["'T", '\u01ac'],
  ["'Y", '\u01b3'],
  ['(', '\u2768\u2772\u3014\ufd3e\uff3b'],
  ['((', '\u2e28'],
  [')', '\u2769\u2773\u3015\ufd3f\uff3d'],
  ['))', '\u2e29'],
  ['*', '\u066d\u204e\u2217\u{1031f}'],
  ['+', '\u16ed\u2214\u2795\u2a22\u2a23\u2a24\u2a25\u2a26\u{1029b}'],
  ['+2', '\u2a27'],
  [',', '\u00b8\u060d\u066b\u201a\ua4f9'],
  ['-', '\u02d7\u06d4\u2010\u2012\u2013\u2043\u2212\u2238\u2796\u2a29\u2a2a\u2cba\u2e1a\ufb29\ufe58'],
  ['-.', '\ua4fe'],
  ['.', '\u0660\u06f0\u0701\u0702\ua4f8\ua60e\u{10a50}\u{1d16d}'],
  ['.,', '\ua4fb'],
  ['..', '\ua4fa'],
  ['/', '\u1735\u2041\u2044\u2215\u2571\u27cb\u29f6\u29f8\u2cc6\u3033\u30ce\u31d3\u4e3f\u{1d23a}'],
  ['//', '\u2afd'],
  ['///', '\u2afb'],
  ['10', '\u23e8'],
  ['2', '\u01a7\u01bb\u03e8\u14bf\ua644\ua6ef\ua75a'],
  ['3', '\u01b7\u021c\u0417\u0498\u04e0\u2ccc\ua76a\ua7ab\u{118ca}\u{16f3b}\u{1d206}'],
  ['4', '\u13ce\u{118af}'],
  ['5', '\u01bc\u{118bb}'],
  ['6', '\u0431\u13ee\u2cd2\u{118d5}'],
  ['7', '\u{104d2}\u{118c6}\u{1d212}'],
  ['8', '\u0222\u0223\u09ea\u0a6a\u0b03\u{1031a}\u{1e8cb}'],
  ['9', '\u09ed\u0a67\u0b68\u0d6d\u2cca\ua76e\u{118ac}\u{118cc}\u{118d6}'],
  [':', '\u02d0\u02f8\u0589\u05c3\u0703\u0704\u0903\u0a83\u16ec\u1803\u1809\u205a\u2236\ua4fd\ua789\ufe30'],
  ['<', '\u02c2\u1438\u16b2\u2039\u276e\u{1d236}'],
  ['<<', '\u226a'],
  ['<<<', '\u22d8'],
  ['=', '\u1400\u2250\u2251\u2257\u2259\u225a\u225e\u2a6e\u2e40\u30a0\ua4ff'],
  ['>', '\u02c3\u1433\u203a\u276f\u{16f3f}\u{1d237}'],
  ['><', '\u2aa5'],
  ['>>', '\u226b\u2a20'],
  ['>>>', '\u22d9'],
  ['?', '\u0241\u0294\u097d\u13ae\ua6eb'],
  ['A', '\u0391\u0410\u13aa\u15c5\ua4ee\u{102a0}\u{16f40}'],
  ['AA', '\ua732'],
  ['AE', '\u00c6\u04d4'],
  ['AO', '\ua734'],
  ['AR', '\u{1f707}'],
  ['AU', '\ua736'],
  ['AV', '\ua738\ua73a'],
  ['AY', '\ua73c'],
  ['B', '\u0392\u0412\u13f4\u15f7\ua4d0\ua7b4\u{10282}\u{102a1}\u{10301}'],
  [
    'C',
    '\u03f9\u0421\u04aa\u13df\u20a1\u2ca4\ua4da\u{102a2}\u{10302}\u{10415}\u{1051c}\u{118e9}\u{118f2}\u{1f16e}\u{1f74c}',
  ],
  ["C'", '\u0187'],
  ['D', '\u00d0\u0110\u0189\u13a0\u15de\u15ea\ua4d3'],
  ['E', '\u0246\u0395\u0415\u13ac\u22ff\u2d39\ua4f0\u{10286}\u{118a6}\u{118ae}'],
  ['F', '\u0191\u03dc\u15b4\ua4dd\ua798\u{10287}\u{102a5}\u{10525}\u{118a2}\u{118c2}\u{1d213}'],
  ['G', '\u01e4\u050c\u13c0\u13f3\ua4d6'],
  ["G'", '\u0193'],
  ['H', '\u0126\u0397\u041d\u04a2\u04c7\u04c9\u13bb\u157c\u1d78\u2c67\u2c8e\ua4e7\u{102cf}'],
  ['J', '\u0248\u037f\u0408\u13ab\u148d\ua4d9\ua7b2'],
  ['K', '\u039a\u041a\u049a\u049e\u13e6\u16d5\u20ad\u2c69\u2c94\ua4d7\ua740\u{10518}'],
  ["K'", '\u0198'],
  ['L', '\u0141\u13de\u14aa\u2cd0\ua4e1\u{1041b}\u{10526}\u{118a3}\u{118b2}\u{16f16}\u{1d22a}'],
  ['M', '\u039c\u03fa\u041c\u04cd\u13b7\u15f0\u16d6\u2c98\ua4df\u{102b0}\u{10311}'],
  ['MB', '\u{1f76b}'],
  ['N', '\u019d\u039d\u2c9a\ua4e0\u{1018e}\u{10513}'],
  [
    'O',
    '\u00d8\u019f\u0398\u039f\u03b8\u041e\u0472\u04e8\u0555\u07c0\u09e6\u0b20\u0b66\u12d0\u13be\u13eb\u2296\u229d\u236c\u2c9e\u2d31\u2d41\u2d54\u3007\ua4f3\ua74a\u{10292}\u{102ab}\u{10404}\u{104c2}\u{10516}\u{114d0}\u{118b5}\u{118e0}\u{1d21a}\u{1f714}',
  ],
  ["O'", '\u13a4'],
  ['OE', '\u0152'],
  ['OO', '\ua698\ua74e'],
  ['P', '\u03a1\u0420\u13e2\u146d\u2ca2\ua4d1\u{10295}'],
  ["P'", '\u1486'],
  ['Q', '\u2d55'],
  ['QE', '\u{1f700}'],
  ['R', '\u01a6\u13a1\u13d2\u1587\ua4e3\u{104b4}\u{16f35}\u{1d216}'],
  ['S', '\u0405\u054f\u13d5\u13da\ua4e2\u{10296}\u{10420}\u{16f3a}'],
  [
    'T',
    '\u0166\u01ae\u023e\u03a4\u0422\u04ac\u13a2\u20ae\u22a4\u2361\u27d9\u2ca6\ua4d4\u{10297}\u{102b1}\u{10315}\u{118bc}\u{16f0a}\u{1f768}',
  ],
  ['T3', '\ua728'],
  ['U', '\u0244\u054d\u1200\u13cc\u144c\u222a\u22c3\ua4f4\u{104ce}\u{118b8}\u{16f42}'],
  ["U'", '\u1467'],
  [
    'V',
    '\u0474\u0667\u06f7\u13d9\u142f\u2d38\ua4e6\ua6df\u{10197}\u{1051d}\u{118a0}\u{16f08}\u{1d20d}\u{1f708}',
  ],
  ['VB', '\u{1f76c}'],
  ['W', '\u051c\u13b3\u13d4\u20a9\ua4ea\u{118e6}\u{118ef}'],
  [
    'X',
    '\u03a7\u0425\u04b2\u166d\u16b7\u2573\u2cac\u2d5d\ua4eb\ua7b3\u{10196}\u{10290}\u{102b4}\u{10317}\u{10322}\u{10527}\u{118ec}',
  ],
  ['Y', '\u00a5\u024e\u03a5\u0423\u04ae\u04b0\u13a9\u13bd\u2ca8\ua4ec\u{102b2}\u{118a4}\u{16f43}'],
  ['Z', '\u01b5\u0224\u0396\u13c3\ua4dc\u{102f5}\u{118a9}\u{118e5}'],
  ['\\', '\u2216\u27cd\u29f5\u29f9\u31d4\u4e36\u{1d20f}\u{1d23b}'],
  ['\\\\', '\u244a\u2cf9'],
  ['^', '\u02c4\u02c6'],
  ['_', '\u07fa'],
  ['a', '\u0251\u03b1\u0430\u1e9a\u2376\u237a'],
  ['aa', '\ua733'],
  ['ae', '\u00e6\u04d5'],
  ['ao', '\ua735'],
  ['au', '\ua737'],
  ['av', '\ua739\ua73b'],
  ['ay', '\ua73d'],
  ['b', '\u0180\u0182\u0183\u0184\u0253\u0411\u042c\u0462\u0463\u048c\u048d\u13cf\u1472\u1473\u15af'],
  ["b'", '\u1488'],
  ['bl', '\u042b'],
  ['c', '\u00a2\u023c\u03f2\u0441\u04ab\u1d04\u2ca5\uabaf\u{1043d}'],
  ['d', '\u0111\u018c\u0256\u0257\u0501\u13e7\u146f\u20ab\ua4d2'],
  ["d'", '\u1487'],
  ['dz', '\u02a3'],
  ['e', '\u0247\u0435\u04bd\u04bf\u212e\uab32'],
  ['f', '\u017f\u0192\u0584\u1d6e\u1e9d\ua799\uab35'],
  ['g', '\u018d\u01e5\u0260\u0261\u0581\u1d83'],
  ['h', '\u0127\u0266\u045b\u04bb\u0570\u13c2\u13f2\ua695'],
  [
    'i',
    '\u0131\u0268\u0269\u026a\u02db\u037a\u03b9\u0456\u04cf\u13a5\u1d7b\u1d7c\u2373\u2378\ua647\uab75\u{118c3}',
  ],
  ['j', '\u0249\u03f3\u0458'],
  ['k', '\u0199'],
  [
    'l',
    '\u0142\u0196\u0197\u019a\u01c0\u026b\u026d\u0399\u0406\u04c0\u05c0\u05d5\u05df\u0627\u0661\u0673\u06f1\u07ca\u16c1\u2223\u23fd\u2c92\u2d4f\ua4f2\ufd3c\ufd3d\ufe87\ufe88\uffe8\u{1028a}\u{10309}\u{10320}\u{16f28}\u{1e8c7}',
  ],
  ["l'", '\u05f1'],
  ['lO', '\u042e'],
  ['ll', '\u01c1\u05f0\u2016\u2225\u{10199}'],
  ['llS', '\u{10198}'],
  ['ls', '\u02aa'],
  ['lt', '\u20b6'],
  ['lz', '\u02ab'],
  ['m', '\u0271\u1d6f\u20a5\u{11700}\u{118e3}'],
  ['n', '\u019e\u0273\u03b7\u0578\u057c\u1d70'],
  [
    'o',
    '\u00f8\u0275\u03bf\u03c3\u043e\u0473\u04e9\u0585\u05e1\u0647\u0665\u06be\u06c1\u06d5\u06f5\u06ff\u0966\u0a66\u0ae6\u0be6\u0c02\u0c66\u0c82\u0ce6\u0d02\u0d20\u0d66\u0d82\u0e50\u0ed0\u1010\u101d\u1040\u10ff\u1d0f\u1d11\u2070\u2c9f\ua74b\uab3d\uab3e\uab74\uab8e\uabbb\ufcd9\u{1042c}\u{104ea}\u{118c8}\u{118d7}',
  ],
  ['o/0', '\u066a\u2052'],
  ['o/00', '\u0609\u2030'],
  ['o/000', '\u060a\u2031'],
  ['oe', '\u0153'],
  ['oo', '\u221e\ua699\ua74f'],
  ['p', '\u01a5\u03c1\u0440\u1d7d\u2374\u2ca3'],
  ['q', '\u02a0\u051b\u0563\u0566'],
  ['r', '\u024d\u027c\u027d\u0433\u0493\u1d26\u1d72\u2c85\uab47\uab48\uab81'],
  ["r'", '\u0491'],
  ['s', '\u01bd\u0282\u0455\u1d74\ua731\uabaa\u{10448}\u{118c1}'],
  ['sss', '\u{1f75c}'],
  ['t', '\u0167\u01ad\u1d75'],
  ['tf', '\ua777'],
  ['ts', '\u02a6'],
  ['u', '\u028b\u03c5\u057d\u1d1c\u1d7e\ua79f\uab4e\uab52\uab9c\u{104f6}\u{118d8}'],
  ['ue', '\u1d6b'],
  ['uo', '\uab63'],
  ['v', '\u03bd\u0475\u05d8\u1d20\u2228\u22c1\uaba9\u{11706}\u{118c0}'],
  ['w', '\u026f\u0461\u047d\u051d\u0561\u1d21\ua761\uab83\u{114c5}\u{1170a}\u{1170e}\u{1170f}'],
  ['x', '\u00d7\u0445\u1541\u157d\u166e\u292b\u292c\u2a2f\u2a30'],
  ['y', '\u01b4\u024f\u0263\u028f\u03b3\u0443\u04af\u04b1\u10e7\u1d8c\u1eff\uab5a\u{118dc}'],
  ['z', '\u01b6\u0225\u0290\u1d22\u1d76\uab93\u{118c4}'],
  ['{', '\u2774\u{1d114}'],
  ['}', '\u2775'],
  ['~', '\u02dc\u1fc0\u2053\u223c\u2368\u2a6a\u2e1e\u2e1f'],
];
