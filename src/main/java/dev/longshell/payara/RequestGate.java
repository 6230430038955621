package dev.longshell.payara;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpPacket;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Stands between Grizzly's HTTP codec and Payara: answers a {@link MalformedRequest} by itself, and sees that every
 * answer has the {@link AnswerHeaders}. Such an answer closes the connection.
 */
final class RequestGate extends BaseFilter {
    /** Attribute of a request: whether it was let through. */
    private static final String PASSED = RequestGate.class.getName();

    @Override
    public NextAction handleRead(FilterChainContext context) throws IOException {
        if (!HttpPacket.isHttp(context.getMessage()) || !(((HttpPacket) context.getMessage())
                .getHttpHeader() instanceof HttpRequestPacket request)) {
            return context.getInvokeAction();
        }
        if (request.getAttribute(PASSED) == null) {
            Optional<MalformedRequest> malformed = MalformedRequest.of(request);
            request.setAttribute(PASSED, malformed.isEmpty());
            malformed.ifPresent(problem -> refuse(context, request, problem));
        }
        return Boolean.TRUE.equals(request.getAttribute(PASSED)) ? context.getInvokeAction() : context.getStopAction();
    }

    private static void refuse(FilterChainContext context, HttpRequestPacket request, MalformedRequest problem) {
        request.setProtocol(Protocol.HTTP_1_1); // an answer in HTTP/0.9 would have no headers
        HttpResponsePacket answer = request.getResponse();
        problem.status().setValues(answer);
        byte[] body = ("{\"type\":\"about:blank\",\"title\":\"" + problem.status().getReasonPhrase() + "\",\"status\":"
                + problem.status().getStatusCode()
                + ",\"code\":\"invalid_parameter\",\"detail\":\"" + problem.detail() + "\"}")
                        .getBytes(StandardCharsets.US_ASCII);
        answer.setContentType("application/problem+json");
        answer.setContentLength(body.length);
        answer.setHeader("Connection", "close");
        AnswerHeaders.addTo(answer);
        Buffer content = Buffers.wrap(context.getMemoryManager(), body);
        context.write(HttpContent.builder(answer).content(content).last(true).build());
        request.getProcessingState().getHttpContext().close();
    }

    @Override
    public NextAction handleWrite(FilterChainContext context) throws IOException {
        if (HttpPacket.isHttp(context.getMessage())) {
            AnswerHeaders.addTo(((HttpPacket) context.getMessage()).getHttpHeader());
        }
        return context.getInvokeAction();
    }
}
