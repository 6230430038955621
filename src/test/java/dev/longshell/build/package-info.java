/** What the build is made of: the versions of docs/dependencies.md, those of the build's files, those of the registries, and the bills of materials. */
package dev.longshell.build;
