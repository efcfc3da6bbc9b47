/** The page of GraphiQL: everything that it loads comes from this server. */
export const graphiqlHtml = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Halfhour GraphiQL</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/graphiql/graphiql.min.css">
  <style>html, body, #graphiql { height: 100%; margin: 0; }</style>
</head>
<body>
  <div id="graphiql">Loading…</div>
  <script src="/graphiql/react.production.min.js"></script>
  <script src="/graphiql/react-dom.production.min.js"></script>
  <script src="/graphiql/graphiql.min.js"></script>
  <script src="/graphiql/start.js"></script>
</body>
</html>
`

const defaultQuery = `# 1. Put a token under "Headers" below. The server prints some when
#    it starts; npm run -s token prints others.
# 2. Reload the schema with the round arrow on the left.
# 3. Run this with the button on the right.
{
  viewer {
    roles
    person { name }
  }
  mentors(first: 5, filter: { text: "software" }) {
    nodes {
      name
      mentorProfile { headline currentPosition { title employer } }
    }
  }
}
`

/**
 * Starts GraphiQL. A token may come in the fragment, as in /graphiql#token=…: fragments never leave the browser, and it
 * is taken off the address at once. Without a token the schema is not even asked for, as the answer could only be 401.
 */
export const graphiqlScript = `'use strict'
const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? ''
if (token) history.replaceState(null, '', location.pathname)
const send = GraphiQL.createFetcher({ url: '/graphql' })
const hasToken = (headers) => /^bearer +\\S/i.test(headers?.authorization ?? headers?.Authorization ?? '')
const noToken = { errors: [{ message: 'Put a token under Headers: { "authorization": "Bearer …" }' }] }
const fetcher = (request, options) => (hasToken(options?.headers) ? send(request, options) : noToken)
ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher,
    defaultQuery: ${JSON.stringify(defaultQuery)},
    defaultHeaders: JSON.stringify({ authorization: 'Bearer ' + token }, null, 2),
    headers: JSON.stringify({ authorization: 'Bearer ' + token }, null, 2),
    isHeadersEditorEnabled: true,
    defaultEditorToolsVisibility: 'headers'
  })
)
`
