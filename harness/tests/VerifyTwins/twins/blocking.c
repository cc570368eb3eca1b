#include "twin.h"

static void *serve_one(void *argument)
{
    char buffer[BUFFER];
    int fd = (int)(intptr_t)argument;
    while (echo(fd, buffer) > 0) { }
    close(fd);
    return 0;
}

void blocking(void)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 256 * 1024);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    for (int fd; (fd = next_connection(0)) >= 0;) {
        pthread_t thread;
        if (pthread_create(&thread, &attributes, serve_one, (void *)(intptr_t)fd)) fail("pthread_create");
    }
}

static void *accept_and_serve(void *unused)
{
    for (int fd; (fd = next_connection(0)) >= 0;) serve_one((void *)(intptr_t)fd);
    return unused;
}

void blocking_pool(void)
{
    start_threads(workers > 2 ? workers : POOL, accept_and_serve);
    pause();
}
