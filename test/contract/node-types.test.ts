import { parse } from 'graphql'
import t from 'tap'
import { schemaTexts } from '../../src/graphql/schema.ts'
import { readContract } from '../../src/rest/contract.ts'

// base.graphql declares the mutations without a field, which only the extensions of the modules make whole.
const definitions = schemaTexts().flatMap(
  (text) => parse(text.replace(/^type Mutation\s*$/m, 'type Mutation { none: Int }')).definitions
)

t.test('what a node can be is the same at both doors', async (t) => {
  const nodes = definitions.flatMap((definition) =>
    definition.kind === 'ObjectTypeDefinition' && definition.interfaces?.some(({ name }) => name.value === 'Node')
      ? [definition.name.value]
      : []
  )
  const { type } = (readContract().components.schemas as any).Node.properties
  t.same(type.enum.toSorted(), nodes.toSorted())
})
