"""Our assistant as a llama-index query engine: the Answer's text, its citations as source nodes."""

from typing import Any

from llama_index.core.base.response.schema import Response
from llama_index.core.query_engine import CustomQueryEngine
from llama_index.core.schema import NodeRelationship, NodeWithScore, RelatedNodeInfo, TextNode

from qa.model import Answer, Citation


class CchcQueryEngine(CustomQueryEngine):
    """Answers with citations; the whole Answer rides along in `response.metadata["cchc"]`."""

    assistant: Any

    def custom_query(self, query_str: str) -> Response:
        """Ask the assistant; a question it cannot answer gets its honest words, without sources."""
        answer: Answer = self.assistant.ask(query_str)
        nodes = [NodeWithScore(node=_node_of(citation)) for citation in answer.citations]
        return Response(answer.answer, nodes, {"cchc": answer.model_dump(mode="json")})


def _node_of(citation: Citation) -> TextNode:
    node = TextNode(
        id_=f"{citation.document_id}:{citation.start}-{citation.end}",
        text=citation.quote,
        start_char_idx=citation.start,
        end_char_idx=citation.end,
        metadata={
            "n": citation.n,
            "document_id": citation.document_id,
            "source": citation.source,
            "title": citation.title,
            "reference": citation.reference,
            "page_label": "" if citation.page is None else str(citation.page),
            "url": citation.url,
        },
    )
    node.relationships[NodeRelationship.SOURCE] = RelatedNodeInfo(node_id=citation.document_id)
    return node
