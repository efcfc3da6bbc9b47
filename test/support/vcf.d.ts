declare module 'vcf' {
  /** As far as tests read what it has parsed. */
  export default class VCF {
    static parse(text: string): VCF[]
    parse(text: string): VCF
    get(name: string): { valueOf(): string } | undefined
  }
}
