package dev.longshell.api;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The members of a body, as its record declares them. A component is a String, Integer, int, Boolean or boolean, a
 * record of such, or a List or a Map from String of one of these.
 */
final class RecordShape {
    private static final Set<Class<?>> PLAIN = Set.of(String.class, Integer.class, int.class, Boolean.class,
            boolean.class);
    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> record) {
            return new RecordShape(record);
        }
    };

    private final RecordComponent[] components;
    private final Constructor<?> constructor;
    private final Map<String, Integer> places = new HashMap<>();

    private RecordShape(Class<?> record) {
        components = record.getRecordComponents();
        for (RecordComponent component : components) {
            if (!isReadable(component.getGenericType())) {
                throw new IllegalArgumentException(record.getName() + "." + component.getName()
                        + " is of no type that a body can have");
            }
            places.put(component.getName(), places.size());
        }
        try {
            constructor = record.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException("every record has its canonical constructor", e);
        }
    }

    /** @throws IllegalArgumentException where a component is of another type */
    static RecordShape of(Class<?> record) {
        return SHAPES.get(record);
    }

    private static boolean isReadable(Type type) {
        if (type instanceof ParameterizedType collection) {
            Type[] arguments = collection.getActualTypeArguments();
            boolean list = collection.getRawType() == List.class;
            boolean map = collection.getRawType() == Map.class && arguments[0] == String.class;
            return (list || map) && isReadable(arguments[arguments.length - 1]);
        }
        return PLAIN.contains(type) || type instanceof Class<?> nested && nested.isRecord();
    }

    /** @return negative for a name that is none of them */
    int placeOf(String name) {
        return places.getOrDefault(name, -1);
    }

    Type typeOf(int place) {
        return components[place].getGenericType();
    }

    boolean isPrimitive(int place) {
        return components[place].getType().isPrimitive();
    }

    /** In the order of the record. */
    String names() {
        return Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.joining(", "));
    }

    /** What the members are that a body leaves out: null, 0, false. */
    Object[] nothing() {
        return Arrays.stream(components).map(RecordComponent::getType)
                .map(type -> type == int.class ? (Object) 0 : type == boolean.class ? false : null).toArray();
    }

    Object make(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new UnreadableBody("The body: " + constructor.getDeclaringClass().getSimpleName() + " cannot be so.",
                    e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a body's record is public", e);
        }
    }
}
