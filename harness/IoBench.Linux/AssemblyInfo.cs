using System.Runtime.CompilerServices;

// Every argument at the border is blittable: no marshalling stub is generated, and none can creep in.
[assembly: DisableRuntimeMarshalling]
