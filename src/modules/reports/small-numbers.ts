/** The figures of a report, or nothing of them where they would tell of single people. */
export const shownFrom = <Figures extends object>(
  isShown: boolean,
  figures: Figures
): { [Name in keyof Figures]: Figures[Name] | null } =>
  isShown
    ? figures
    : (Object.fromEntries(Object.keys(figures).map((name) => [name, null])) as { [Name in keyof Figures]: null })

/** A share to two decimals; null for fewer cases than the campus shows. */
export const shareOf = (count: number, cases: number, smallNumber: number): number | null =>
  cases === 0 || cases < smallNumber ? null : Math.round((100 * count) / cases) / 100
