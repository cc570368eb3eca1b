#include "twin.h"
#include <aio.h>

typedef struct {
    struct aiocb block;
    char buffer[BUFFER];
    int fd, writes, writing;
} Operation;

static void start(Operation *operation, int writing, int bytes)
{
    memset(&operation->block, 0, sizeof operation->block);
    operation->writing = writing;
    operation->block.aio_fildes = writing ? operation->writes : operation->fd;
    operation->block.aio_buf = operation->buffer;
    operation->block.aio_nbytes = bytes;
    operation->block.aio_sigevent.sigev_notify = SIGEV_SIGNAL;
    operation->block.aio_sigevent.sigev_signo = SIGRTMIN + 5;
    operation->block.aio_sigevent.sigev_value.sival_ptr = operation;
    if ((writing ? aio_write(&operation->block) : aio_read(&operation->block)) < 0) fail("aio");
}

static void *completions(void *unused)
{
    sigset_t set;
    siginfo_t info;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN + 5);
    for (;;) {
        if (sigwaitinfo(&set, &info) < 0) continue;
        Operation *operation = info.si_value.sival_ptr;
        int count = aio_return(&operation->block);
        if (count > 0) {
            start(operation, !operation->writing, operation->writing ? BUFFER : count);
        } else {
            close(operation->writes);
            close(operation->fd);
            free(operation);
        }
    }
    return unused;
}

void aio(void)
{
    struct aioinit pool = {.aio_threads = 1024, .aio_num = 1024, .aio_idle_time = 3600};
    aio_init(&pool);
    start_threads(workers, completions);
    for (int fd; (fd = next_connection(0)) >= 0;) {
        Operation *operation = malloc(sizeof *operation);
        operation->fd = fd;
        operation->writes = dup(fd); // one operation at a time for each descriptor in the pool
        start(operation, 0, BUFFER);
    }
}
