// The models of IoBench in C, each as short as it goes: the yardstick for "how far is the C# from native code?"
//   twin MODEL THREADS CPU     prints the port; ends when its standard input ends
//   cc -O2 -DWITH_URING -o twin *.c -lpthread -lrt -luring     without liburing: no uring.c and none of its words
// They keep no queue of what is owed: where a socket has no room, poll(2) waits for it. So they are a yardstick of speed for small
// messages, and no example of a server.
#include "twin.h"
#include <sched.h>
#include <sys/resource.h>

int listener, epoll, workers;
int open_fds[MOST], opened;
char *buffers[MOST];

static const struct {
    const char *name;
    void (*run)(void);
    int blocks;
} models[] = {
    {"blocking", blocking, 1}, {"blocking-pool", blocking_pool, 1}, {"nonblocking", nonblocking, 0}, {"select", select_, 0}, {"poll", poll_, 0},
    {"epoll", epoll_level, 0}, {"epoll-et", epoll_edge, 0}, {"reactor", reactor, 0}, {"reactor-textbook", reactor_textbook, 0},
    {"leader-followers", leader_followers, 0}, {"half-sync-half-async", half_sync_half_async, 0}, {"proactor-emulated", proactor_emulated, 0},
    {"sigio", sigio, 0}, {"sigio-classic", sigio_classic, 0}, {"aio", aio, 1},
#if defined(WITH_URING)
    {"uring", uring, 1}, {"uring-oneshot", uring_oneshot, 1}, {"uring-sqpoll", uring_sqpoll, 1},
#endif
};

// Nobody is left behind: who started it goes, and the input ends.
static void *end_with_input(void *unused)
{
    char byte;
    while (read(0, &byte, 1) > 0) { }
    exit(0);
    return unused;
}

int main(int count, char **arguments)
{
    const int models_count = sizeof models / sizeof *models;
    if (count < 2) {
        for (int i = 0; i < models_count; i++) puts(models[i].name);
        return 0;
    }
    workers = count > 2 ? atoi(arguments[2]) : 2;
    if (count > 3) {
        cpu_set_t own;
        CPU_ZERO(&own);
        CPU_SET(atoi(arguments[3]), &own);
        if (sched_setaffinity(0, sizeof own, &own) < 0) fail("sched_setaffinity");
    }
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    // Before there are threads: a signal that one of them does not block would end all.
    sigset_t own;
    sigemptyset(&own);
    sigaddset(&own, SIGRTMIN + 4);
    sigaddset(&own, SIGRTMIN + 5);
    sigaddset(&own, SIGIO);
    pthread_sigmask(SIG_BLOCK, &own, 0);
    start_threads(1, end_with_input);
    for (int i = 0; i < models_count; i++) {
        if (strcmp(models[i].name, arguments[1])) continue;
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        socklen_t length = sizeof address;
        listener = socket(AF_INET, SOCK_STREAM | (models[i].blocks ? 0 : SOCK_NONBLOCK), 0);
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
        if (bind(listener, (struct sockaddr *)&address, length) < 0 || listen(listener, 4096) < 0) fail("listen");
        getsockname(listener, (struct sockaddr *)&address, &length);
        epoll = epoll_create1(0);
        printf("%d\n", ntohs(address.sin_port));
        fflush(stdout);
        models[i].run();
        return 0;
    }
    fprintf(stderr, "twin: there is no '%s'\n", arguments[1]);
    return 2;
}
