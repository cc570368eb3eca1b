#include "twin.h"
#include <sys/select.h>

void nonblocking(void)
{
    char buffer[BUFFER];
    for (;;) {
        for (int fd; (fd = next_connection(SOCK_NONBLOCK)) >= 0;) open_fds[opened++] = fd;
        for (int i = opened - 1; i >= 0; i--)
            if (echo(open_fds[i], buffer) < 0) {
                close(open_fds[i]);
                open_fds[i] = open_fds[--opened];
            }
    }
}

void select_(void)
{
    char buffer[BUFFER];
    fd_set all, ready;
    int highest = listener;
    FD_ZERO(&all);
    FD_SET(listener, &all);
    for (;;) {
        ready = all;
        int left = select(highest + 1, &ready, 0, 0, 0);
        for (int fd = 0, end = highest; fd <= end && left > 0; fd++) {
            if (!FD_ISSET(fd, &ready)) continue;
            left--;
            if (fd == listener) {
                for (int c; (c = next_connection(SOCK_NONBLOCK)) >= 0;) {
                    if (c >= FD_SETSIZE) exit(3);
                    FD_SET(c, &all);
                    if (c > highest) highest = c;
                }
            } else if (echo(fd, buffer) < 0) {
                FD_CLR(fd, &all);
                close(fd);
            }
        }
    }
}

void poll_(void)
{
    static struct pollfd set[MOST];
    char buffer[BUFFER];
    int count = 1;
    set[0] = (struct pollfd){.fd = listener, .events = POLLIN};
    for (;;) {
        int left = poll(set, count, -1);
        for (int i = count - 1; i >= 0 && left > 0; i--) {
            if (!set[i].revents) continue;
            left--;
            if (i == 0) {
                for (int c; (c = next_connection(SOCK_NONBLOCK)) >= 0;) set[count++] = (struct pollfd){.fd = c, .events = POLLIN};
            } else if (echo(set[i].fd, buffer) < 0) {
                close(set[i].fd);
                set[i] = set[--count];
            }
        }
    }
}

static void epoll_loop(uint32_t events, int (*serve)(int, char *))
{
    char buffer[BUFFER];
    struct epoll_event ready[BATCH];
    epoll_set(EPOLL_CTL_ADD, listener, EPOLLIN);
    for (;;) {
        int count = epoll_wait(epoll, ready, BATCH, -1);
        for (int i = 0; i < count; i++) {
            int fd = ready[i].data.fd;
            if (fd == listener) accept_all(events);
            else if (serve(fd, buffer) < 0) close(fd);
        }
    }
}

void epoll_level(void) { epoll_loop(EPOLLIN, echo); }

void epoll_edge(void) { epoll_loop(EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, drain); }
