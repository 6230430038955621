package dev.longshell.console;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Names the project in the address to which a form of its pages is sent: what is answered there, such as the form
 * with what was wrong, has an address that can be reloaded. Faces leaves out the query by itself.
 */
public class FormAddresses extends ViewHandlerWrapper {
    private static final String PROJECT = "slug";

    public FormAddresses(ViewHandler wrapped) {
        super(wrapped);
    }

    @Override
    public String getActionURL(FacesContext context, String viewId) {
        String address = super.getActionURL(context, viewId);
        String slug = context.getExternalContext().getRequestParameterMap().get(PROJECT);
        return slug == null ? address : address + "?" + PROJECT + "=" + URLEncoder.encode(slug, StandardCharsets.UTF_8);
    }
}
