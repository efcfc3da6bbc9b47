interface Range {
  type: string
  quality: number
}

/**
 * The one of the offered media types that an Accept header likes best (RFC 9110, 12.5.1), the first of equals, or null
 * when it likes none. The most specific range that fits an offer decides its quality.
 */
export function bestMediaType<Offer extends string>(
  accept: string | undefined,
  offers: readonly Offer[]
): Offer | null {
  const ranges = accept?.trim() ? accept.split(',').map(toRange) : [{ type: '*/*', quality: 1 }]
  let best: { offer: Offer; quality: number } | null = null
  for (const offer of offers) {
    const quality = qualityOf(offer, ranges)
    if (quality > (best?.quality ?? 0)) best = { offer, quality }
  }
  return best?.offer ?? null
}

function toRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const given = parameters.find((parameter) => parameter.startsWith('q='))
  const quality = given === undefined ? 1 : Number(given.slice(2))
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 }
}

function qualityOf(offer: string, ranges: readonly Range[]): number {
  for (const type of [offer, offer.replace(/\/.*/, '/*'), '*/*']) {
    const range = ranges.find((candidate) => candidate.type === type)
    if (range) return range.quality
  }
  return 0
}
